import { Monitor, Network, Play, Plus, Shield } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Hop, Wire } from '../../components/hop';
import { useLostFocus } from '../../components/lost-focus';
import { startDemo } from '../../state/commands';
import { editNew } from '../../state/editor';
import { useText } from '../../state/facts';
import { useImportItems } from '../imports/import-menu';
import sheet from './empty-state.module.css';

const css = classes(sheet);

/** The first run: what a tunnel is, and the two ways to get one. */
export function EmptyState() {
  const { empty, list, picture } = useText();
  const imports = useImportItems();
  const [starting, setStarting] = useState(false);
  const first = useLostFocus<HTMLButtonElement>();
  return (
    <div className={css('empty')}>
      <div className={css('picture')}>
        <Hop icon={Monitor} title={picture.computer}>
          <p className="mono">127.0.0.1:8157</p>
        </Hop>
        <Wire look="good" above={picture.ssh} />
        <Hop icon={Shield} title={picture.bastion}>
          <p className="mono">ec2-user@bastion</p>
        </Hop>
        <Wire look="good" above={picture.inside} />
        <Hop icon={Network} title={picture.network}>
          <p className="mono">ip-10-0-1-23:8088</p>
        </Hop>
      </div>
      <h2 className={css('title')}>{empty.title}</h2>
      <p className={css('text')}>{empty.text}</p>
      <div className={css('actions')}>
        <Button ref={first} look="primary" icon={Plus} onClick={editNew}>
          {list.newTunnel}
        </Button>
        <Button
          icon={Play}
          busy={starting}
          onClick={() => {
            setStarting(true);
            void startDemo().finally(() => setStarting(false));
          }}
        >
          {empty.demo}
        </Button>
        {imports.map(({ label, icon, run }) => (
          <Button key={label} icon={icon} onClick={run}>
            {label}
          </Button>
        ))}
      </div>
      <p className={css('hint')}>{empty.demoHint}</p>
    </div>
  );
}
