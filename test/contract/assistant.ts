// What every assistant must do, wherever it gets its answers: called by each kind's own tests with its stage.

import { describe, expect, it } from 'vitest';
import type { Assistant, AssistantKind } from '../../src/assistant/assistant.js';
import type { Chatbot } from '../../src/core/chatbot.js';
import { Failure, type FailureClass } from '../../src/core/errors.js';
import { createAsk, createHistory, createQuestionAsk, createTestChatbot } from '../support/assistant-ask.js';

/** An assistant that does what a test needs, for the question "shipping?". */
export interface AssistantStage {
  readonly kind: AssistantKind;
  readonly settings: Chatbot['assistant'];
  /** Settings with one wrong key each, and the key's name. */
  readonly wrong: readonly (readonly [string, Chatbot['assistant']])[];
  /** Knows the answer. */
  answering(): Promise<Assistant>;
  /** Asks for a person. */
  asking(): Promise<Assistant>;
  /** Does not know. */
  unknowing(): Promise<Assistant>;
  /** Answers too late; `gone` resolves when whatever it waits for has been let go. */
  hanging(): Promise<{
    readonly assistant: Assistant;
    readonly begun: Promise<void>;
    readonly gone: Promise<void>;
  }>;
  /** Helps the agents, where this kind can: with a brief, with a suggestion, with nothing. */
  readonly aids?: Readonly<Record<'briefing' | 'suggesting' | 'silent', () => Promise<Assistant>>>;
  /** Outside trouble by name, with the class it is. */
  readonly troubles: readonly (readonly [string, FailureClass, () => Promise<Assistant>])[];
}

/** Declares the contract's tests for one kind. */
export function describeAssistantContract(name: string, stage: AssistantStage): void {
  const chatbot = createTestChatbot(stage.settings);
  const ask = createQuestionAsk(chatbot, 'shipping?');
  const patient = new AbortController().signal;

  describe(`${name} as an assistant`, () => {
    it('accepts its settings and names the key that is wrong', () => {
      expect(stage.kind.check(stage.settings)).toBeNull();
      for (const [key, settings] of stage.wrong) expect(stage.kind.check(settings)).toContain(key);
    });

    it('answers with CommonMark messages', async () => {
      const answer = await (await stage.answering()).answer(ask, patient);
      expect(answer.messages.length).toBeGreaterThan(0);
      for (const message of answer.messages)
        expect(message).toEqual({ text: expect.stringMatching(/\S/), markup: 'commonmark' });
      expect(answer).toMatchObject({ requestHuman: null, failed: false, deferred: false });
    });

    it('asks for a person, with a reason', async () => {
      const answer = await (await stage.asking()).answer(ask, patient);
      expect(answer.requestHuman).toEqual({ reason: expect.stringMatching(/\S/) });
      expect(answer.failed).toBe(false);
    });

    it('admits that it does not know', async () => {
      expect(await (await stage.unknowing()).answer(ask, patient)).toMatchObject({
        failed: true,
        requestHuman: null,
      });
    });

    it('answers after people handed back (A3)', async () => {
      const history = createHistory(
        ['contact', 'hello'],
        ['system', 'Kim took over'],
        ['agent', 'Your parcel leaves today'],
        ['system', 'Kim handed back'],
        ['contact', 'shipping?'],
      );
      const answer = await (await stage.answering()).answer(createAsk(chatbot, history), patient);
      expect(answer.messages.length).toBeGreaterThan(0);
    });

    it('stops at once when the conversation changes hands (A2)', async () => {
      const { assistant, begun, gone } = await stage.hanging();
      const takeover = new AbortController();
      const answer = assistant.answer(ask, takeover.signal);
      await Promise.race([begun, answer]);
      takeover.abort();
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
      await gone;
    });

    it('does not begin when the conversation has changed hands already (A2)', async () => {
      await expect((await stage.answering()).answer(ask, AbortSignal.abort())).rejects.toMatchObject({
        name: 'AbortError',
      });
    });

    const aid = { ...ask, facts: { agentName: 'Kim', category: null, requestReason: null, instead: null } };
    it('helps the agents with four lines, with one text, or not at all (B16)', async () => {
      const { aids } = stage;
      if (!aids) return expect((await stage.answering()).assist).toBeUndefined();
      const lines = await (await aids.briefing()).assist?.('brief', aid, patient);
      expect(lines).toHaveLength(4);
      for (const line of lines ?? []) expect(line).toMatch(/^\S[^\n]*$/u);
      const suggested = await (await aids.suggesting()).assist?.('suggest', aid, patient);
      expect(suggested).toEqual([expect.stringMatching(/\S/u)]);
      for (const task of ['brief', 'suggest'] as const)
        expect(await (await aids.silent()).assist?.(task, aid, patient)).toEqual([]);
    });

    it('does not help once it was withdrawn', async () => {
      const withdrawn = (await stage.aids?.briefing())?.assist?.('brief', aid, AbortSignal.abort());
      if (withdrawn) await expect(withdrawn).rejects.toMatchObject({ name: 'AbortError' });
      else expect(stage.aids).toBeUndefined();
    });

    it.each(stage.troubles)('rejects with a Failure when %s (%s)', async (_, kind, create) => {
      const failure = await create()
        .then((assistant) => assistant.answer(ask, patient))
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Failure);
      expect(failure).toMatchObject({ class: kind });
    });
  });
}
