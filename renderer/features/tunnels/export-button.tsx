import { ChevronDown, FileJson, FileOutput, GripVertical } from 'lucide-react';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Menu } from '../../components/menu';
import { dragFoxyProxy, exportFoxyProxy } from '../../state/commands';
import { useText } from '../../state/facts';
import sheet from './export-button.module.css';

const css = classes(sheet);

/** One click writes the current format; the menu has the old one; the grip is dragged out. */
export function ExportButton({ profileId }: { readonly profileId: string }) {
  const { foxyProxy } = useText();
  return (
    <div className={css('split')}>
      <span
        role="img"
        aria-label={foxyProxy.drag}
        title={foxyProxy.drag}
        draggable="true"
        className={css('grip')}
        onDragStart={(event) => {
          // The browser's own drag would carry nothing; the system's is started by main.
          event.preventDefault();
          dragFoxyProxy(profileId);
        }}
      >
        <GripVertical aria-hidden="true" size={15} />
      </span>
      <Button icon={FileOutput} onClick={() => void exportFoxyProxy(profileId, 'current')}>
        {foxyProxy.button}
      </Button>
      <Menu
        icon={ChevronDown}
        label={foxyProxy.other}
        look="plain"
        size="normal"
        items={[
          {
            label: foxyProxy.current,
            icon: FileJson,
            run: () => void exportFoxyProxy(profileId, 'current'),
          },
          {
            label: foxyProxy.xml,
            icon: FileOutput,
            run: () => void exportFoxyProxy(profileId, 'xml'),
          },
        ]}
      />
    </div>
  );
}
