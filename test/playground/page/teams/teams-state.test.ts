// Proves how the Teams pane's state follows its stream: order, threads, folding, badges.
import { describe, expect, it } from 'vitest';
import {
  applyTeamsEvent,
  arrangeThreads,
  EMPTY_PANE,
  insertPost,
  isUnfolded,
  type PaneState,
  showPosts,
} from '../../../../playground/page/teams/teams-state.js';
import { samplePost } from './sample-posts.js';

const opened: PaneState = showPosts({ ...EMPTY_PANE, userId: 'kim', chat: 'c1' }, 'c1', [
  samplePost('100'),
  samplePost('200'),
]);

describe('posts of a chat', () => {
  it('places a late post where its time belongs, and a changed one where it stood', () => {
    const list = [samplePost('100'), samplePost('300')];
    expect(insertPost(list, samplePost('200')).map(({ id }) => id)).toEqual(['100', '200', '300']);
    const changed = insertPost(list, samplePost('100', { text: 'else' }));
    expect(changed.map(({ text }) => text)).toEqual(['else', 'post 300']);
  });

  it('takes posts of opened chats only, and lets go of what is gone', () => {
    const elsewhere = applyTeamsEvent(opened, { type: 'post', post: samplePost('300', { chat: 'c2' }) });
    expect(elsewhere.posts.c2).toBeUndefined();
    const gone = applyTeamsEvent(opened, { type: 'post-gone', chat: 'c1', id: '100' });
    expect(gone.posts.c1?.map(({ id }) => id)).toEqual(['200']);
  });

  it('counts what others post elsewhere, once, and nothing of one’s own or of the chat in view', () => {
    const there = (more: object) => ({ type: 'post' as const, post: samplePost('300', more) });
    expect(applyTeamsEvent(opened, there({ chat: 'c2' })).unread.c2).toBe(1);
    expect(applyTeamsEvent(opened, there({})).unread.c1 ?? 0).toBe(0);
    const own = { author: { id: 'kim', name: 'Kim', isApp: false } };
    expect(applyTeamsEvent(opened, there({ chat: 'c2', ...own })).unread.c2).toBeUndefined();
    const away = { ...opened, chat: 'c2' };
    expect(applyTeamsEvent(away, { type: 'post', post: samplePost('200') }).unread.c1 ?? 0).toBe(0);
  });

  it('takes the whole stack of dialogs as it is told', () => {
    const dialogs = [{ kind: 'message' as const, id: 'd1', title: 'Hm', text: 'No.' }];
    expect(applyTeamsEvent(opened, { type: 'dialogs', dialogs }).dialogs).toBe(dialogs);
  });
});

describe('threads of a channel', () => {
  it('puts replies under their roots, the newest root last', () => {
    const threads = arrangeThreads([
      samplePost('100'),
      samplePost('150', { root: '100' }),
      samplePost('200'),
      samplePost('250', { root: '100' }),
    ]);
    expect(threads.map(({ root, replies }) => [root.id, ...replies.map(({ id }) => id)])).toEqual([
      ['100', '150', '250'],
      ['200'],
    ]);
  });

  it('keeps a reply in sight whose root is gone', () => {
    expect(arrangeThreads([samplePost('150', { root: '100' })])).toHaveLength(1);
  });

  it('unfolds the newest thread and later ones by itself, and any as the reader chose', () => {
    expect(isUnfolded(opened, samplePost('100'))).toBe(false);
    expect(isUnfolded(opened, samplePost('200'))).toBe(true);
    expect(isUnfolded(opened, samplePost('300'))).toBe(true);
    const replied = applyTeamsEvent(opened, { type: 'post', post: samplePost('310', { root: '100' }) });
    expect(isUnfolded(replied, samplePost('100'))).toBe(true);
    const chosen = { ...opened, unfolded: { '100': true, '200': false } };
    expect(isUnfolded(chosen, samplePost('100'))).toBe(true);
    expect(isUnfolded(chosen, samplePost('200'))).toBe(false);
  });
});
