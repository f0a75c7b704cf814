// The visitor's token in the host page's own storage, or in memory where storage is blocked.

export interface TokenPlace {
  read(): string | null;
  write(token: string | null): void;
  /** Calls back when another tab changed it. */
  watch(call: (token: string | null) => void): void;
}

export function createTokenPlace(site: string): TokenPlace {
  const key = `baton:${site}`;
  let memory: string | null = null;
  return {
    read() {
      try {
        return localStorage.getItem(key) ?? memory;
      } catch {
        return memory;
      }
    },
    write(token) {
      memory = token;
      try {
        if (token === null) localStorage.removeItem(key);
        else localStorage.setItem(key, token);
      } catch {
        // Blocked storage: the chat then lasts as long as the page.
      }
    },
    watch(call) {
      addEventListener('storage', (event) => {
        if (event.key === key) call(event.newValue);
      });
    },
  };
}
