// Assignments are periods of ownership: the reasons for which they start and end.

export type StartReason =
  | 'claimed'
  | 'assigned'
  | 'transferred'
  | 'routed'
  /** Routed to somebody of the chatbot it falls back on. */
  | 'helped'
  | 'took-over';
export type EndReason =
  | 'closed'
  | 'restored'
  | 'transferred'
  | 'released'
  | 'taken-over'
  | 'unanswered'
  | 'offline';
