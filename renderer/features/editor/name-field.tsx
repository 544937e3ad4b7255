import { useEffect, useRef } from 'react';
import type { Editing } from '../../state/editor';
import { useText } from '../../state/facts';
import { TextField } from './text-field';

/** What the person calls the tunnel; the editor opens with the focus here. */
export function NameField({ editing }: { readonly editing: Editing }) {
  const { editor } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  return (
    <div ref={box}>
      <TextField editing={editing} name="name" label={editor.name} mono={false} />
    </div>
  );
}
