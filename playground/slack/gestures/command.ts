// Slash commands: refused in threads, sent to the app from channels, their answers shown.
import type { CommandGesture, Done } from '../protocol.js';
import type { Channel } from '../records.js';
import { applyAcknowledgement } from '../responses.js';
import { writeTypedText } from '../typed-text.js';
import { ask, GestureRefusal, type Ground, needOpenPlace, needPerson } from './ground.js';

/** A command as typed. Slack itself refuses it in a thread; nothing reaches the app then. */
export const sendCommand =
  (ground: Ground) =>
  async (gesture: CommandGesture): Promise<Done> => {
    const { rooms } = ground;
    const user = needPerson(ground, gesture.user);
    const channel = needOpenPlace(ground, gesture.channel, user.id);
    const { command } = gesture;
    if (gesture.threadTs !== undefined) {
      throw new GestureRefusal('slash_in_thread', `${command} is not supported in threads. Sorry!`);
    }
    const known = rooms.settings.manifest.commands.find((entry) => entry.command === command);
    if (!known) {
      const text = `${command} is not a valid command. A line that begins with "/" is taken for a command.`;
      throw new GestureRefusal('unknown_command', text);
    }
    const place = { userId: user.id, channel: channel.id, ts: null, isEphemeral: false };
    const payload = {
      token: 'x',
      team_id: rooms.settings.team.id,
      team_domain: rooms.settings.team.domain,
      channel_id: channel.id,
      channel_name: nameForCommand(channel),
      user_id: user.id,
      user_name: user.name,
      command,
      text: known.shouldEscape ? writeTypedText(gesture.text, rooms.world) : gesture.text,
      api_app_id: rooms.settings.appId,
      is_enterprise_install: false,
      response_url: `${rooms.baseUrl()}/response/${rooms.triggers.createResponseKey(place)}`,
      trigger_id: rooms.triggers.createTrigger(user.id),
    };
    const reply = await ask(ground, 'slash_commands', payload, user);
    const refusal = applyAcknowledgement(rooms, place, reply.body);
    if (refusal)
      throw new GestureRefusal(
        refusal.code,
        `${command} answered something that can't be shown ("${refusal.code}").`,
      );
    return { ok: true };
  };

const nameForCommand = (channel: Channel): string =>
  ({ public: channel.name, private: 'privategroup', dm: 'directmessage' })[channel.kind];
