// A peer: a bare Bolt app that posts what it hears into the thread it heard it in. Nothing is stored.

import { ready } from './child.js';
import { startEcho } from './echo.js';

const server = await startEcho({
  hearsFirst: false,
  async hear(_line, post) {
    await post();
  },
});
ready(server);
