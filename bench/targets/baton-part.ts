// One process of a Baton of several, for conversations that another has set up.

import { ready } from './child.js';
import { startBenchHouse } from './house.js';

const yaml = '{ kind: web, siteKey: bench, origins: [] }';
const door = { kind: 'web', account: 'bench', yaml };
const house = await startBenchHouse(door, { BATON_ROLES: process.env.BATON_ROLES ?? '' });
ready({ url: house.baton.url }, {}, { end: house.end });
