import { ShieldCheck } from 'lucide-react';
import { importWords } from '../../../shared/text/imports';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { useFacts, useLanguage, useText } from '../../state/facts';
import { canImport, chooseAll, confirmImport, rowProblems } from '../../state/import-rows';
import { closeImport, type Importing, useImports } from '../../state/imports';
import sheet from './import-dialog.module.css';
import { ImportLines } from './import-lines';
import { ImportRowView } from './import-row';

const css = classes(sheet);

/** What an import would bring, for the person to decide about. Nothing is stored before. */
export function ImportDialog() {
  const importing = useImports((state) => state.importing);
  return importing === null ? null : <OpenImport importing={importing} />;
}

function OpenImport({ importing }: { readonly importing: Importing }) {
  const text = useText();
  const words = importWords(useLanguage());
  const profiles = useFacts((facts) => facts.profiles);
  const { offer, rows, saving } = importing;
  const chosen = rows.filter((row) => row.chosen).length;
  const isEmpty = offer.tunnels.length === 0;
  return (
    <Dialog
      wide
      title={text.imports.title}
      about={text.imports.about(words.sources[offer.source], offer.name)}
      onCancel={closeImport}
      onSubmit={() => void confirmImport()}
      actions={
        <>
          <p className={css('safe')}>
            <ShieldCheck aria-hidden="true" size={15} />
            {text.imports.safe}
          </p>
          <Button onClick={closeImport}>{text.imports.cancel}</Button>
          <Button submit look="primary" disabled={saving || !canImport(importing)}>
            {text.imports.confirm(chosen)}
          </Button>
        </>
      }
    >
      {isEmpty ? (
        <p className={css('none')}>{text.imports.none}</p>
      ) : (
        <>
          {rows.length > 1 && (
            <label className={css('all')}>
              <input
                type="checkbox"
                checked={chosen === rows.length}
                ref={(box) => {
                  if (box !== null) box.indeterminate = chosen > 0 && chosen < rows.length;
                }}
                onChange={({ target }) => chooseAll(target.checked)}
              />
              {text.imports.all}
            </label>
          )}
          <ul className={css('tunnels')}>
            {offer.tunnels.map((tunnel, index) => {
              const row = rows[index];
              return row === undefined ? null : (
                <ImportRowView
                  // A preview never changes its order.
                  key={`${tunnel.draft.name} ${tunnel.draft.localPort}`}
                  index={index}
                  tunnel={tunnel}
                  row={row}
                  problems={rowProblems(importing, index, profiles)}
                />
              );
            })}
          </ul>
        </>
      )}
      <ImportLines lines={offer.lines} open={isEmpty} />
    </Dialog>
  );
}
