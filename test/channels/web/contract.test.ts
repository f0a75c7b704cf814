// The web channel keeps what every channel keeps.

import { testChannel } from '../../contract/channel.js';
import { setUpWebStage } from '../../support/web-stage.js';

testChannel('the web', setUpWebStage);
