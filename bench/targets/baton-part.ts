// One process of a Baton of several, for conversations that another has set up.

import { ready } from './child.js';
import { startBenchHouse, webDoors } from './house.js';

const house = await startBenchHouse(webDoors(), { BATON_ROLES: process.env.BATON_ROLES ?? '' });
ready({ url: house.baton.url }, {}, { end: house.end });
