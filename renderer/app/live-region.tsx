import { useEffect, useState } from 'react';
import { OverAll } from '../components/top-dialog';
import { useApp } from '../state/app-store';
import { useText } from '../state/facts';
import { changedStates } from './changed-states';

/** Tells screen readers which tunnel changed its state; nothing of it is seen. */
export function LiveRegion() {
  const text = useText();
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      useApp.subscribe((now, before) => {
        if (now.facts === null || before.facts === null || now.facts === before.facts) return;
        const changes = changedStates(before.facts, now.facts);
        if (changes.length === 0) return;
        setSaid(
          changes.map(({ name, state }) => text.list.changed(name, text.states[state])).join('. '),
        );
      }),
    [text],
  );
  return (
    <OverAll>
      <p role="status" className="only-heard">
        {said}
      </p>
    </OverAll>
  );
}
