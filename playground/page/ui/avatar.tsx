// A face for everyone: their picture if they have one, else their initials on a colour of their own.
import { useState } from 'preact/hooks';
import { toSafeImage } from '../text/safe-url.js';

export interface AvatarProps {
  name: string;
  url?: string | undefined;
  color?: string | undefined;
  emoji?: string | undefined;
  size?: 'small' | 'normal' | 'large';
}

export function Avatar({ name, url, color, emoji, size = 'normal' }: AvatarProps) {
  const [broken, setBroken] = useState(false);
  const source = url === undefined || broken ? undefined : toSafeImage(url);
  if (source !== undefined) {
    return <img class={`avatar avatar-${size}`} src={source} alt="" onError={() => setBroken(true)} />;
  }
  return (
    <span
      class={`avatar avatar-${size} ${emoji === undefined ? 'avatar-drawn' : 'avatar-emoji'}`}
      style={emoji === undefined ? { backgroundColor: color ?? pickColor(name) } : {}}
      aria-hidden="true"
    >
      {emoji ?? readInitials(name)}
    </span>
  );
}

function readInitials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const [first = '?', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return (first.charAt(0) + last.charAt(0)).toUpperCase();
}

// Dark enough for white letters at 4.5:1, whatever the theme.
const COLORS = ['#8a4b2d', '#2f6b4f', '#2d5f8a', '#7a3f6d', '#5d5a1f', '#a13f3f', '#3f4fa1', '#1f6a6f'];

function pickColor(name: string): string {
  const sum = [...name].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0);
  return COLORS[sum % COLORS.length] ?? '#2f6b4f';
}
