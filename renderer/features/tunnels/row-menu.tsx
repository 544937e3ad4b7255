import {
  ArrowDown,
  ArrowUp,
  Copy,
  Ellipsis,
  FileOutput,
  KeyRound,
  Pencil,
  Trash2,
} from 'lucide-react';
import type { TunnelActions } from '../../../shared/model/actions';
import type { ProfileView } from '../../../shared/model/profile-view';
import { Menu, type MenuItem } from '../../components/menu';
import { forgetSecret, removeTunnel } from '../../state/commands';
import { editCopy, editProfile } from '../../state/editor';
import { saveExportAndTell } from '../../state/export-commands';
import { useText } from '../../state/facts';
import { stepTunnel } from '../../state/groups';

interface RowMenuProps {
  readonly profile: ProfileView;
  readonly actions: TunnelActions;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly inTabOrder: boolean;
}

/** What else can be done with one tunnel. */
export function RowMenu({ profile, actions, isFirst, isLast, inTabOrder }: RowMenuProps) {
  const { list, exports, imports } = useText();
  const forget: MenuItem = {
    label: list.forgetSecret,
    icon: KeyRound,
    run: () => void forgetSecret(profile),
  };
  const foxyProxy: MenuItem = {
    label: exports.button,
    icon: FileOutput,
    run: () => void saveExportAndTell(profile.id, 'foxyproxy'),
  };
  const items: readonly MenuItem[] = [
    {
      label: list.edit,
      icon: Pencil,
      refused: actions.edit ? null : list.stopFirst,
      run: () => editProfile(profile),
    },
    { label: list.duplicate, icon: Copy, run: () => editCopy(profile) },
    ...(profile.kind === 'dynamic' ? [foxyProxy] : []),
    ...(profile.anySecretStored ? [forget] : []),
    {
      label: imports.moveUp,
      icon: ArrowUp,
      refused: isFirst ? imports.isFirst : null,
      run: () => void stepTunnel(profile.id, -1),
    },
    {
      label: imports.moveDown,
      icon: ArrowDown,
      refused: isLast ? imports.isLast : null,
      run: () => void stepTunnel(profile.id, 1),
    },
    {
      label: list.remove,
      icon: Trash2,
      tone: 'bad',
      refused: actions.remove ? null : list.stopFirst,
      run: () => void removeTunnel(profile),
    },
  ];
  return <Menu icon={Ellipsis} label={list.more} items={items} tabIndex={inTabOrder ? 0 : -1} />;
}
