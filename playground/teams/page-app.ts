// Reads from the app's manifest what it offers: commands to be said to it, and actions on a message.
import { isRecord } from '../wire/http.js';
import type { TeamsApp, TeamsCommand } from './protocol.js';

/** What a manifest offers in teams and on messages; an unknown shape offers nothing. */
export const readTeamsApp = (manifest: unknown, name: string): TeamsApp => {
  const [bot] = readList(manifest, 'bots');
  const [extension] = readList(manifest, 'composeExtensions');
  const commandsOf = (scope: string): TeamsCommand[] =>
    readList(bot, 'commandLists')
      .filter((list) => readList(list, 'scopes').includes(scope))
      .flatMap((list) => readList(list, 'commands'))
      .flatMap(readCommand);
  return {
    name,
    messageActions: readList(extension, 'commands').filter(isOnMessages).flatMap(readCommand),
    commands: commandsOf('team'),
    personalCommands: commandsOf('personal'),
  };
};

const readList = (value: unknown, key: string): readonly unknown[] => {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
};

const isOnMessages = (command: unknown): boolean => readList(command, 'context').includes('message');

/** Commands of a list go by their title, which is what is sent. */
const readCommand = (value: unknown): TeamsCommand[] => {
  if (!isRecord(value) || typeof value.title !== 'string') return [];
  const { id, title, description } = value;
  return [
    {
      id: typeof id === 'string' ? id : title,
      title,
      description: typeof description === 'string' ? description : '',
    },
  ];
};
