// Instagram keeps what every channel keeps.

import { testChannel } from '../../contract/channel.js';
import { setUpMetaStage } from '../../support/meta-stage.js';

testChannel('Instagram', () =>
  setUpMetaStage('instagram', { bold: (words) => words, fits: (text) => Buffer.byteLength(text) <= 1_000 }),
);
