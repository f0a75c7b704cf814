// What the house itself says to customers: short, plain, and true.

export const customerWords = {
  /** Nobody came in time, and the assistant has it again. */
  backToAssistant:
    'Sorry, nobody could take your chat in time. I can go on helping you here; ask for a person again whenever you like.',
  /** Nobody came in time, and it became a message. */
  messageTaken:
    'Sorry, nobody can take your chat right now. Your message is with the team and they will answer you here; you need not wait.',
  /** Answered, and silent since. */
  closedForSilence:
    'We have not heard from you for a while, so this chat is closed. Write again whenever you like.',
} as const;
