import { create } from 'zustand';
import { slowedWords } from '../../shared/text/slowed';
import { useNow } from './clock';
import { useLanguage } from './facts';
import { hear } from './hear';

/** When AWS is asked again after it asked to slow down, in `performance.now()`; 0 while it does not. */
const useSlowed = create<{ readonly until: number }>()(() => ({ until: 0 }));

hear('jobSlowed', ({ inMs }) => useSlowed.setState({ until: performance.now() + inMs }));

/** The work that was to be tried again is over, or was called off. */
export function forgetSlowed(): void {
  useSlowed.setState({ until: 0 });
}

/** Says that AWS asks to slow down and counts the seconds; null while it does not. */
export function useSlowedWords(): string | null {
  const until = useSlowed((state) => state.until);
  const language = useLanguage();
  const { steady } = useNow(until > performance.now());
  const left = until - Math.max(steady, performance.now());
  return left <= 0 ? null : slowedWords(Math.ceil(left / 1_000), language);
}
