// Which addresses our tokens may go to: the cloud's own hosts over https, stand-ins on this machine, nothing else.

import { describe, expect, it } from 'vitest';
import { mayCall } from '../../../src/bridge/teams/hosts.js';
import { publicCloud } from '../../../src/bridge/teams/options.js';

const credentials = { appId: 'app', secrets: ['s'] };

describe('mayCall', () => {
  it.each(['https://smba.trafficmanager.net/emea/', 'https://europe.botframework.com/x'])('%s', (url) => {
    expect(mayCall({ credentials, cloud: publicCloud }, url)).toBe(true);
  });

  it.each([
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:444/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://botframework.com.evil.example/',
    'https://evilbotframework.com/',
    'https://trafficmanager.net/',
    'http://127.0.0.1:3978/',
    'https://localhost/',
    'ftp://smba.trafficmanager.net/',
    '',
    'smba.trafficmanager.net',
  ])('not %s', (url) => {
    expect(mayCall({ credentials, cloud: publicCloud }, url)).toBe(false);
  });

  it('takes a stand-in on this machine by its host and port', () => {
    const cloud = { ...publicCloud, serviceHosts: ['127.0.0.1:4100', 'proxy.example'] };
    expect(mayCall({ credentials, cloud }, 'http://127.0.0.1:4100/service/')).toBe(true);
    expect(mayCall({ credentials, cloud }, 'http://127.0.0.1:4101/service/')).toBe(false);
    expect(mayCall({ credentials, cloud }, 'http://proxy.example/')).toBe(false);
  });

  it('takes only this machine in local mode', () => {
    const local = { credentials: null, cloud: publicCloud };
    expect(mayCall(local, 'http://localhost:56150/_connector/')).toBe(true);
    expect(mayCall(local, 'http://[::1]:56150/')).toBe(true);
    expect(mayCall(local, 'https://smba.trafficmanager.net/emea/')).toBe(false);
    expect(mayCall(local, 'http://127.0.0.1.evil.example/')).toBe(false);
  });
});
