// WhatsApp keeps what every channel keeps.

import { testChannel } from '../../contract/channel.js';
import { setUpMetaStage } from '../../support/meta-stage.js';

testChannel('WhatsApp', () =>
  setUpMetaStage('whatsapp', { bold: (words) => `*${words}*`, fits: (text) => text.length <= 4_096 }),
);
