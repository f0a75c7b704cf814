// Proves that links into Teams' own client are told from all others.
import { expect, it } from 'vitest';
import { readThreadLink } from '../../../../playground/page/teams/thread-link.js';

it('reads the thread that a message’s link names', () => {
  const link =
    'https://teams.microsoft.com/l/message/19%3Ax%40thread.tacv2/1700000000002?tenantId=t&groupId=g&parentMessageId=1700000000001';
  expect(readThreadLink(link)).toEqual({ channel: '19:x@thread.tacv2', root: '1700000000001' });
  expect(readThreadLink('https://teams.microsoft.com/l/message/c1/5')).toEqual({ channel: 'c1', root: '5' });
});

it.each(['https://a.example/l/message/c1/5', 'https://teams.microsoft.com/l/chat/c1', 'no link'])(
  'leaves %s alone',
  (link) => expect(readThreadLink(link)).toBeUndefined(),
);
