// The seam of the AI's door: history in, messages or a request for a human out.

import type { Router } from 'express';
import type { Chatbot } from '../core/chatbot.js';
import type { ChatbotId, ConversationId } from '../core/id.js';
import type { AuthorKind, Markup, Option } from '../core/message.js';

/** One line of the conversation so far, oldest first; `system` lines tell what people did (took over, restored). */
export interface HistoryLine {
  readonly author: AuthorKind;
  readonly name: string;
  readonly text: string;
  readonly at: Date;
  /** What the customer chose, when the line is a choice; its title is the text. */
  readonly choice?: Option;
}

/** Whether a person could be reached now, so that nobody is promised one who is not there. */
export interface Reach {
  readonly people: 'online' | 'offline' | 'closed';
  /** When it opens again; null while it is open, or when it never does. */
  readonly opensAt: Date | null;
}

export interface Ask {
  readonly chatbot: Chatbot;
  readonly conversationId: ConversationId;
  readonly reference: number;
  /** The ownership epoch of the question: an answer under an older epoch is refused by the house. */
  readonly epoch: number;
  readonly contact: {
    readonly name: string | null;
    readonly locale: string | null;
    readonly verified: boolean;
  };
  readonly history: readonly HistoryLine[];
  /** Absent where nobody looked; then nothing is promised either way. */
  readonly reach?: Reach;
}

/** One thing the assistant says, and what the customer may choose in answer to it. */
export interface AnswerMessage {
  readonly text: string;
  readonly markup: Markup;
  readonly options?: readonly Option[];
}

export interface Answer {
  readonly messages: readonly AnswerMessage[];
  /** Set when the assistant asks for a person; the messages, if any, are said first. */
  readonly requestHuman: { readonly reason: string } | null;
  /** True when the assistant did not know: counted towards the chatbot's failed-answers limit. */
  readonly failed: boolean;
  /** True when the answer comes later through `/assistants/…`. */
  readonly deferred: boolean;
}

/** What an assistant may do for the people beside it: tell in short what happened, or propose what to say next. */
export type AidTask = 'brief' | 'suggest';

/** What is known beside the conversation's lines; all of it is data, some of it a customer's own words. */
export interface AidFacts {
  /** Whoever the aid is for; null when nobody has the conversation yet. */
  readonly agentName: string | null;
  readonly category: string | null;
  /** Why a person was asked for. */
  readonly requestReason: string | null;
  /** What was suggested before and is not wanted. */
  readonly instead: string | null;
}

export interface Assistant {
  readonly kind: string;
  /** Answers the last customer line. Rejects with Failure on outside trouble; aborts when the signal fires. */
  answer(ask: Ask, signal: AbortSignal): Promise<Answer>;
  /**
   * Helps the agents; nothing of it ever reaches a customer by itself. A brief is four lines, a suggestion one text in
   * CommonMark; no lines at all when there is nothing to say. Rejects as `answer` does. Absent where it cannot.
   */
  assist?(
    task: AidTask,
    ask: Ask & { readonly facts: AidFacts },
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

/** What the house offers an assistant that calls in later. */
export interface AssistantEars {
  findChatbot(key: string): Promise<Chatbot | null>;
  /** Stores a late answer under the epoch it was asked in; throws Refusal `epoch` when people took over meanwhile. */
  hear(late: {
    readonly chatbotId: ChatbotId;
    readonly conversationId: ConversationId;
    readonly epoch: number;
    readonly answer: Answer;
    readonly idempotencyKey: string | null;
  }): Promise<void>;
}

/** One kind of assistant: checks a chatbot's settings, builds its assistant, may mount routes to be called in on. */
export interface AssistantKind {
  readonly kind: string;
  /** Returns a sentence naming the wrong key, or null when the settings are fine. */
  check(settings: Readonly<Record<string, unknown>>): string | null;
  create(chatbot: Chatbot): Assistant;
  listen?(mount: Router, ears: AssistantEars): void;
}
