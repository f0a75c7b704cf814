// How far a message came: a clock, one tick, two ticks, two ticks in colour, or a warning.
import type { PhoneLine } from '../../meta/protocol.js';
import { Icon, type IconName } from '../ui/icon.js';

const SIGNS: Record<PhoneLine['status'], { icon: IconName; own: string; theirs: string }> = {
  sending: { icon: 'clock', own: 'On its way', theirs: 'Accepted' },
  sent: { icon: 'tick', own: 'Sent', theirs: 'Sent' },
  delivered: { icon: 'ticks', own: 'Baton has it', theirs: 'Delivered' },
  read: { icon: 'ticks', own: 'Seen by the company', theirs: 'Read' },
  failed: { icon: 'alert', own: 'Baton did not take it', theirs: 'Failed' },
};

export function LineStatus({ line }: { line: PhoneLine }) {
  const sign = SIGNS[line.status];
  const words = line.side === 'customer' ? sign.own : sign.theirs;
  return (
    <span class={`ticks ticks-${line.status}`} title={words} role="img" aria-label={words}>
      <Icon name={sign.icon} size={14} />
    </span>
  );
}
