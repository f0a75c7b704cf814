// The widget's English words, and the shape every other language follows.

/** The launcher's words: they live in the small script of the host page. */
export const launcher = { open: 'Open chat', close: 'Close chat', unread: 'unread' };

export const panel = {
  chat: 'Chat',
  chatWith: (name: string) => `Chat with ${name}`,
  close: 'Close chat',
  conversation: 'Conversation',
  assistant: 'Assistant',
  you: 'You',
  said: (name: string) => `${name} says:`,
  subtitle: {
    ai: 'The assistant answers right away',
    pending: 'Waiting for a person',
    active: (name: string) => `${name} is here for you`,
    closed: 'This conversation is closed',
  },
  talkToPerson: 'Talk to a person',
  askedPerson: 'Asking for a person…',
  line: {
    waiting: 'You asked for a person. Someone will be with you soon.',
    waitingAgain: 'You are waiting for a person again.',
    joined: (name: string) => `${name} joined the chat`,
    left: (name: string) => `${name} left the chat`,
    assistant: 'You are back with the assistant',
    closed: 'The conversation was closed. Write again to start a new one.',
    reopened: 'The conversation was opened again',
    anew: 'New conversation',
  },
  state: { sending: 'Sending…', waiting: 'Waiting for a connection', sent: 'Sent', failed: 'Not sent' },
  choices: 'Choose an answer',
  retry: 'Try again',
  discard: 'Discard',
  edited: 'edited',
  deleted: 'This message was deleted',
  typing: (name: string) => `${name} is typing…`,
  offline: 'You are offline. Your messages are kept and sent when you are back.',
  reconnecting: 'Connecting again…',
  unavailable: 'The chat cannot be reached right now. It keeps trying.',
  notHere: 'This chat is not available here.',
  loading: 'Loading the conversation…',
  write: 'Write a message',
  send: 'Send message',
  attach: 'Attach a file',
  removeFile: (name: string) => `Remove ${name}`,
  uploading: (name: string) => `Uploading ${name}`,
  tooLarge: (name: string, limit: string) => `${name} is too large (at most ${limit}).`,
  fileRefused: (name: string) => `${name} cannot be sent: this kind of file is not accepted.`,
  uploadFailed: (name: string) => `${name} could not be uploaded.`,
  dropHere: 'Drop the file to attach it',
  image: (name: string) => `Image: ${name}`,
  showImage: (name: string) => `Show ${name} larger`,
  download: 'Download',
  closeImage: 'Close the image',
  newMessages: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  today: 'Today',
  yesterday: 'Yesterday',
  refused: 'This could not be done.',
};

/** The words of one language. */
export type Words = typeof panel;
