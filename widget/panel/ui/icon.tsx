// The panel's few line drawings, all on one grid.

const paths = {
  send: 'M4 12l16-8-5 17-3.500-7zM11.500 14L20 4',
  attach:
    'M20 11.500l-8.200 8.200a5 5 0 0 1-7.100-7.100l8.700-8.700a3.300 3.300 0 0 1 4.700 4.700l-8.700 8.700a1.700 1.700 0 0 1-2.400-2.400l8-8',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.500l6 6 6-6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500a7.500 7.500 0 0 1 15 0',
  spark: 'M12 3.500l2 6 6 2.500-6 2.500-2 6-2-6-6-2.500 6-2.500z',
  file: 'M13.500 3.500H7A1.500 1.500 0 0 0 5.500 5v14A1.500 1.500 0 0 0 7 20.500h10a1.500 1.500 0 0 0 1.500-1.500V8.500zM13.500 3.500v5h5',
  download: 'M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2',
  warn: 'M12 8.500v5M12 16.800v.1M12 3.500l9 16H3z',
} as const;

/** A decoration: whoever uses it gives the name. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
