// Refusals as the Graph API words them: one envelope, codes and subcodes; the text is for people.
import { createTraceId } from './ids.js';

export interface GraphErrorFacts {
  readonly code: number;
  readonly subcode?: number;
  /** HTTP status; 400 when left out, which Graph answers to nearly everything. */
  readonly status?: number;
  /** WhatsApp's words for people. */
  readonly details?: string;
  readonly transient?: boolean;
}

/** A call that Meta refuses. */
export class GraphError extends Error {
  readonly facts: GraphErrorFacts;
  constructor(facts: GraphErrorFacts, message: string) {
    super(message);
    this.name = 'GraphError';
    this.facts = facts;
  }
}

/** The envelope every refusal comes in. */
export const shapeError = ({ facts, message }: GraphError): object => ({
  error: {
    message: `(#${facts.code}) ${message}`,
    type: 'OAuthException',
    code: facts.code,
    ...(facts.subcode === undefined ? {} : { error_subcode: facts.subcode }),
    ...(facts.transient === undefined ? {} : { is_transient: facts.transient }),
    ...(facts.details === undefined
      ? {}
      : { error_data: { messaging_product: 'whatsapp', details: facts.details } }),
    fbtrace_id: createTraceId(),
  },
});

/** A call that makes no sense. */
export const wrongParameter = (details: string, subcode?: number): GraphError =>
  new GraphError(
    { code: 100, details, ...(subcode === undefined ? {} : { subcode }) },
    `Invalid parameter: ${details}`,
  );

/** What the codes of failed statuses are called. */
export const statusTitles: Readonly<Record<number, string>> = {
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131053: 'Media upload error',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
};
