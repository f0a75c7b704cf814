// The faults of a platform as they are now, and how they are changed.
import { useEffect, useState } from 'preact/hooks';

/** Where faults are read and set; the same object for as long as the page lives. */
export interface FaultsApi<Answer, Request> {
  readFaults(): Promise<Answer>;
  setFaults(request: Request): Promise<Answer>;
}

/** Read again and again because faults run out by themselves; `problem` is empty while all is well. */
export function useFaults<Answer, Request>(api: FaultsApi<Answer, Request>) {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [problem, setProblem] = useState('');
  const run = async (work: Promise<Answer>) => {
    try {
      const given = await work;
      setAnswer(() => given);
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work.');
    }
  };
  useEffect(() => {
    const read = () => void run(api.readFaults());
    read();
    const timer = setInterval(read, 2000);
    return () => clearInterval(timer);
  }, [api]);
  return { answer, problem, change: (request: Request) => void run(api.setFaults(request)) };
}
