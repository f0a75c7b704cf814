// The page's line icons, drawn as inline SVG so that no font or file is needed.

const PATHS = {
  sun: 'M12 4V2M12 22v-2M4 12H2M22 12h-2M5.6 5.6 4.2 4.2M19.8 19.8l-1.4-1.4M18.4 5.6l1.4-1.4M4.2 19.8l1.4-1.4M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Z',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  auto: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M12 8l6-3M12 13l8.5-4M12 18l8-4',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  play: 'M8 5.5v13l11-6.5-11-6.5Z',
  stop: 'M7 7h10v10H7z',
  send: 'M5 12 20 5l-5 15-3.5-6.5L5 12ZM11.5 13.5 20 5',
  attach: 'M20 11.5 12.2 19a5 5 0 0 1-7-7l8-7.7a3.4 3.4 0 0 1 4.8 4.8l-7.9 7.6a1.7 1.7 0 0 1-2.4-2.4l7.2-7',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c1.8 2.4 5.2 2.4 7 0M9 9.5h.01M15 9.5h.01',
  more: 'M6 11.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4ZM12 11.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4ZM18 11.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4Z',
  thread: 'M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5',
  home: 'M4 11.5 12 4l8 7.5M6.5 10v9.5h11V10M10 19.5v-5h4v5',
  chat: 'M4 5h16v11H11l-5 4v-4H4z',
  place: 'M5 7h14M5 12h14M5 17h9',
  down: 'M6 9l6 6 6-6',
  check: 'M5 12.5 10 17.5 19.5 7',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  spark: 'M12 3l2 6.5L20.5 12 14 14.5 12 21l-2-6.5L3.5 12 10 9.5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  reload: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5L19.5 9M19.5 4.5V9H15',
  reply: 'M9 6 4 11l5 5M4 11h9a7 7 0 0 1 7 7',
  plus: 'M12 5v14M5 12h14',
  tick: 'M3 12.5 8 17.5 17.5 7',
  ticks: 'M1.5 12.5 6.5 17.5 16 7M11 16l1.5 1.5L22 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2',
  alert: 'M12 4 2.5 20h19L12 4ZM12 10v5M12 17.5h.01',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 1 1 13 0c0 5-6.5 11-6.5 11ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  mic: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 1 0-6 0v5a3 3 0 0 0 3 3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4L15 13l5 4.5M15.5 9.5h.01',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; the control around it carries the name. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
