// The whole panel: head, conversation, what is wrong at the moment, and the composer.

import { useState } from 'preact/hooks';
import type { WireFile } from '../../../src/channels/web/wire.js';
import { Composer } from './composer.js';
import { useActions, usePanelState } from './context.js';
import { useGestures } from './gestures.js';
import { Header } from './header.js';
import { Icon } from './icon.js';
import { Log } from './log.js';
import { Preview } from './preview.js';
import { Rating } from './rating.js';
import { Standing } from './standing.js';

export function App() {
  const state = usePanelState();
  const actions = useActions();
  const [preview, setPreview] = useState<WireFile | null>(null);
  const over = useGestures(actions);
  const { words } = state;
  if (state.problem)
    return <p class="problem">{state.problem === 'not-here' ? words.notHere : words.unavailable}</p>;
  if (!state.config) return null;
  return (
    <div class="panel">
      <Header />
      <main>
        <Log show={setPreview} />
        <Standing />
        <Rating />
        <Notices />
        <AskForPerson />
        <Composer />
      </main>
      {over && <p class="drop">{words.dropHere}</p>}
      {preview && <Preview file={preview} close={() => setPreview(null)} />}
    </div>
  );
}

function Notices() {
  const { words, online, connection, notice } = usePanelState();
  const { clearNotice } = useActions();
  const trouble = online ? (connection === 'trying' ? words.reconnecting : null) : words.offline;
  return (
    <>
      <p class={trouble ? 'notice' : 'notice none'} role="status">
        {trouble}
      </p>
      {notice !== null && (
        <p class="notice error" role="alert">
          <span>{notice}</span>
          <button type="button" aria-label={words.discard} onClick={clearNotice}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </>
  );
}

/** Stays until a person was asked for; sites without human support have none. */
function AskForPerson() {
  const { config, chat, words, asking } = usePanelState();
  const { requestHuman } = useActions();
  if (!config?.humanSupport || chat.status === 'pending' || chat.status === 'active') return null;
  return (
    <button type="button" class="ask" aria-disabled={asking} onClick={requestHuman}>
      <Icon name="person" />
      {asking ? words.askedPerson : words.talkToPerson}
    </button>
  );
}
