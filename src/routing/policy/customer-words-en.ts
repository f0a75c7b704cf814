// What the house says to customers, in English.

import { type CustomerWords, printOpening } from './customer-language.js';

const people = (count: number): string => (count === 1 ? '1 person is' : `${count} people are`);
const place = (before: number): string => {
  if (before === 0) return 'You are next.';
  return before >= 100 ? 'More than 100 people are before you.' : `${people(before)} before you.`;
};

export const englishWords: CustomerWords = {
  handOff: 'One moment, I am getting a colleague for you.',
  apology: 'I am sorry, I cannot answer at the moment.',
  wait(wait) {
    switch (wait.kind) {
      case 'unmanned':
        return 'Nobody of the team can be reached right now. Leave a message, and the answer comes here.';
      case 'nobody-online':
        return 'Nobody of the team is online right now, so it may take a while. You can leave a message instead of waiting.';
      case 'soon':
        return 'Somebody is free and will be with you soon.';
      case 'position':
        return place(wait.before);
      case 'range':
        return `${place(wait.before)} It should take about ${wait.fromMinutes} to ${wait.untilMinutes} minutes.`;
      case 'long':
        return `${place(wait.before)} It may take more than ${wait.overMinutes} minutes.`;
    }
  },
  closedUntil: (opening) =>
    `Nobody is here right now. We are back ${printOpening(opening, 'en-GB', ' at ')}, and answer you here then. Until then I go on helping as well as I can.`,
  neverOpen:
    'Nobody can be reached here at the moment. You can leave a message, and the answer comes here when somebody is back.',
  messageKept:
    'Your message is with the team, and the answer comes here. You need not wait; add whatever they should know.',
  withAssistant: 'I am back. What can I do for you? Ask for a person again whenever you like.',
  withPerson: 'Somebody of the team has your conversation already.',
  over: 'This conversation is closed. Write whenever you need something.',
  choices: { wait: 'I will wait', message: 'Leave a message', assistant: 'Ask the assistant' },
  rate: 'How was it? Choose from 1 (bad) to 5 (great).',
  rated: 'Thank you!',
  backToAssistant:
    'Sorry, nobody could take your chat in time. I can go on helping you here; ask for a person again whenever you like.',
  messageTaken:
    'Sorry, nobody can take your chat right now. Your message is with the team and they will answer you here; you need not wait.',
  closedForSilence:
    'We have not heard from you for a while, so this chat is closed. Write again whenever you like.',
};
