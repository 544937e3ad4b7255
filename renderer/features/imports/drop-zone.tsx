import { FileInput } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classes } from '../../components/classes';
import { useText } from '../../state/facts';
import { openDropped } from '../../state/imports';
import sheet from './drop-zone.module.css';

const css = classes(sheet);

/** Takes a file that is dropped anywhere on the window, and says so while it hovers. */
export function DropZone() {
  const { imports } = useText();
  const hovering = useFileDrop((file) => void openDropped(file));
  if (!hovering) return null;
  return (
    <div className={css('zone')}>
      <div className={css('card')}>
        <FileInput aria-hidden="true" size={28} />
        <p className={css('title')}>{imports.dropTitle}</p>
        <p className={css('text')}>{imports.dropText}</p>
      </div>
    </div>
  );
}

/** Whether a file is over the window. What is dragged within the page is left alone. */
function useFileDrop(take: (file: File) => void): boolean {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const isFile = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (!isFile(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent): void => {
      // Between two elements of the page there is always one it goes to.
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent): void => {
      if (!isFile(event)) return;
      event.preventDefault();
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) take(file);
    };
    const listeners = { dragenter: over, dragover: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) {
      window.addEventListener(name as 'drop', listener);
    }
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name as 'drop', listener);
      }
    };
  });
  return hovering;
}
