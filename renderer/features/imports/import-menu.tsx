import { FileInput, KeyRound, SquareTerminal } from 'lucide-react';
import { useEffect } from 'react';
import { Menu, type MenuItem } from '../../components/menu';
import { useText } from '../../state/facts';
import { lookForPlaces, openImport, useImports } from '../../state/imports';

/** Where tunnels can be brought in from: a file, and the programs that have settings here. */
export function ImportMenu() {
  const { imports } = useText();
  const items = useImportItems();
  return <Menu icon={FileInput} label={imports.menu} look="plain" size="normal" items={items} />;
}

/** The same as a list, for whoever shows it in another way. */
export function useImportItems(): readonly MenuItem[] {
  const { imports } = useText();
  const places = useImports((state) => state.places);
  useEffect(() => void lookForPlaces(), []);
  const items: MenuItem[] = [
    { label: imports.fromFile, icon: FileInput, run: () => void openImport('file') },
  ];
  if (places.includes('ssh-config')) {
    items.push({
      label: imports.fromSshConfig,
      icon: SquareTerminal,
      run: () => void openImport('ssh-config'),
    });
  }
  if (places.includes('putty')) {
    items.push({ label: imports.fromPutty, icon: KeyRound, run: () => void openImport('putty') });
  }
  return items;
}
