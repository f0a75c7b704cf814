// The command that looks at everything the house stands on: database, desks, doors, dead letters.

import { Refusal } from '../../core/errors.js';
import { doctorCard } from '../cards/doctor.js';
import { showCard } from './answers.js';
import { readNothing } from './arguments.js';
import { defineCommand } from './command.js';

export const doctor = defineCommand({
  name: 'doctor',
  usage: 'doctor',
  summary: 'Whether everything works, and what to do where not',
  permission: 'manage',
  parse: readNothing,
  async run({ house, agent }) {
    if (!house.examine) throw new Refusal('bad-input', { what: 'nothing can be looked at from here' });
    return showCard(doctorCard(await house.examine(agent.organizationId)));
  },
});
