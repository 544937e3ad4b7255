import { classes } from '../../components/classes';
import type { Editing } from '../../state/editor';
import { changeWay } from '../../state/editor-form';
import { useText } from '../../state/facts';
import sheet from './form-picture.module.css';
import { LineField } from './line-field';

const css = classes(sheet);

/** Which instance of AWS the first server is. */
export function InstanceFields({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  const { instanceId, region, awsProfile } = editing.values.way;
  return (
    <div className={css('instance')}>
      <LineField
        editing={editing}
        field="instance.id"
        label={ways.instanceId}
        value={instanceId}
        placeholder="i-0abc1234def567890"
        onChange={(value) => changeWay({ instanceId: value })}
      />
      <LineField
        editing={editing}
        field="instance.region"
        label={ways.region}
        value={region}
        placeholder="ap-northeast-2"
        onChange={(value) => changeWay({ region: value })}
      />
      <LineField
        editing={editing}
        field="instance.awsProfile"
        label={ways.awsProfile}
        value={awsProfile}
        hint={ways.awsProfileHint}
        onChange={(value) => changeWay({ awsProfile: value })}
      />
    </div>
  );
}
