// What went wrong, said aloud; nothing while there is nothing to say.

export function Problem({ words }: { words: string }) {
  if (words === '') return null;
  return (
    <p class="input-error" role="alert">
      {words}
    </p>
  );
}
