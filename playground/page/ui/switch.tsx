// A switch with a name and a sentence that says what it does.

export interface SwitchProps {
  name: string;
  words: string;
  on: boolean;
  onChange: () => void;
}

export function Switch({ name, words, on, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <input type="checkbox" role="switch" aria-checked={on} checked={on} onChange={onChange} />
      <span class="switch-track" aria-hidden="true" />
      <span class="switch-words">
        <strong>{name}</strong>
        <span class="quiet">{words}</span>
      </span>
    </label>
  );
}
