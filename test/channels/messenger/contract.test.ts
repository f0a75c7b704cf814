// Messenger keeps what every channel keeps.

import { testChannel } from '../../contract/channel.js';
import { setUpMetaStage } from '../../support/meta-stage.js';

testChannel('Messenger', () =>
  setUpMetaStage('messenger', { bold: (words) => words, fits: (text) => text.length <= 2_000 }),
);
