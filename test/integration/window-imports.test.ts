import { describe, expect, it } from 'vitest';
import type { ImportOffer } from '../../shared/contract/import-calls';
import type { Snapshot } from '../../shared/contract/window';
import { awsXml, grownConfig, offerOf } from '../support/import-offers';
import { button } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { profile } from '../support/window/scenarios/profiles';
import { empty, threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

async function withOffer(snapshot: Snapshot, offer: ImportOffer) {
  const { page, bridge } = await open(snapshot);
  bridge.handlers.previewImport = () => ({ ok: true, value: offer });
  return { page, bridge };
}

describe('importing', () => {
  it('shows every tunnel and line, stores what is chosen, and can be undone', async () => {
    const offer = await offerOf('config', grownConfig);
    const { page, bridge } = await withOffer(threeTunnels(), offer);
    const made = ['a', 'b', 'c'].map((id) => profile(id));
    bridge.handlers.importTunnels = () => ({
      ok: true,
      value: { profileIds: made.map(({ id }) => id) },
    });
    await button(page, 'Import').click();
    await page.getByRole('menuitem', { name: 'Import ~/.ssh/config' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import tunnels' });
    await dialog.waitFor();
    expect(bridge.argsOf('previewImport')).toEqual([{ from: 'ssh-config' }]);
    expect(await dialog.getByRole('checkbox', { checked: true }).count()).toBe(3);
    expect(await dialog.getByText('Listened on *; will listen on 127.0.0.1.').count()).toBe(1);
    await dialog.getByText('What became of each line').click();
    const line = dialog.getByRole('listitem').filter({ hasText: 'ProxyCommand aws ssm' });
    expect(await line.textContent()).toContain('left out');
    expect(await line.textContent()).toContain('No file can bring one in');

    await dialog.getByRole('checkbox', { name: 'Import emr-frankfurt 10000' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).first().fill('Seoul');
    await button(page, 'Import 2 tunnels').click();
    await page.getByText('3 tunnels were imported.').waitFor();
    expect(bridge.argsOf('importTunnels')).toEqual([
      {
        importId: offer.importId,
        chosen: [
          { index: 0, name: 'Seoul', localPort: 8158, host: 'bastion-2.seoul.example.com' },
          { index: 1, name: 'emr-frankfurt', localPort: 8257, host: '10.20.0.15' },
        ],
      },
    ]);
    await bridge.emit('profiles', [...threeTunnels().profiles, ...made]);
    await button(page, 'Undo').click();
    await expect
      .poll(() => bridge.argsOf('removeProfile'))
      .toEqual(made.map(({ id }) => ({ profileId: id })));
  });

  it('asks for the bastion that FoxyProxy does not know', async () => {
    const { page, bridge } = await withOffer(empty(), await offerOf('foxyproxy.xml', awsXml));
    bridge.handlers.importTunnels = () => ({ ok: true, value: { profileIds: [] } });
    await button(page, 'Import from a file').click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await button(page, 'Import').isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Bastion host' }).fill('bastion seoul');
    await dialog.getByText('A host name has no spaces.').waitFor();
    expect(await button(page, 'Import 1 tunnel').isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Bastion host' }).fill('bastion.seoul.example.com');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => bridge.argsOf('importTunnels').at(0)?.chosen.at(0))
      .toEqual({
        index: 0,
        name: 'emr-socks-proxy',
        localPort: 8158,
        host: 'bastion.seoul.example.com',
      });
  });

  it('does not let two tunnels have one port', async () => {
    const { page } = await withOffer(threeTunnels(), await offerOf('config', grownConfig));
    await button(page, 'Import').click();
    await page.getByRole('menuitem', { name: 'Import from a file' }).click();
    const ports = page.getByRole('textbox', { name: 'Local port' });
    await ports.nth(0).fill('8257');
    await page.getByText('Another tunnel chosen here has this port.').first().waitFor();
    expect(await button(page, 'Import 3 tunnels').isDisabled()).toBe(true);
    await ports.nth(0).fill('8157');
    await page.getByText(/has this port\. Only one of them/).waitFor();
    expect(await button(page, 'Import 3 tunnels').isDisabled()).toBe(false);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('takes a file that is dropped on the window, by its contents', async () => {
    const { page, bridge } = await open(threeTunnels());
    const offer = await offerOf('config', grownConfig);
    bridge.handlers.previewDropped = () => ({ ok: true, value: offer });
    const files = await page.evaluateHandle(`(() => {
      const carried = new DataTransfer();
      carried.items.add(new File([${JSON.stringify(grownConfig)}], 'config'));
      return carried;
    })()`);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: files });
    await page.getByText('Drop to import tunnels').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: files });
    await page.getByRole('dialog', { name: 'Import tunnels' }).waitFor();
    const [call] = bridge.argsOf('previewDropped');
    expect(call?.name).toBe('config');
    expect(new TextDecoder().decode(call?.bytes)).toBe(grownConfig);
    expect(await page.getByText('Drop to import tunnels').count()).toBe(0);
  });
});
