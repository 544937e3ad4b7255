import { type NativeImage, nativeImage } from 'electron';
import type { TrayIconName } from '../tray-menu';
import attentionSharp from './tray-attention@2x.png?inline';
import attention from './tray-attention.png?inline';
import attentionTemplateSharp from './tray-attention-template@2x.png?inline';
import attentionTemplate from './tray-attention-template.png?inline';
import connectedSharp from './tray-connected@2x.png?inline';
import connected from './tray-connected.png?inline';
import connectedTemplateSharp from './tray-connected-template@2x.png?inline';
import connectedTemplate from './tray-connected-template.png?inline';
import idleSharp from './tray-idle@2x.png?inline';
import idle from './tray-idle.png?inline';
import idleTemplateSharp from './tray-idle-template@2x.png?inline';
import idleTemplate from './tray-idle-template.png?inline';

function image(plain: string, sharp: string, template: boolean): NativeImage {
  const picture = nativeImage.createFromDataURL(plain);
  picture.addRepresentation({ scaleFactor: 2, dataURL: sharp });
  picture.setTemplateImage(template);
  return picture;
}

/** The menu bar of macOS wants one colour and paints it itself; elsewhere the icon has its own. */
export function trayImage(name: TrayIconName): NativeImage {
  if (process.platform === 'darwin') {
    if (name === 'attention') return image(attentionTemplate, attentionTemplateSharp, true);
    return name === 'connected'
      ? image(connectedTemplate, connectedTemplateSharp, true)
      : image(idleTemplate, idleTemplateSharp, true);
  }
  if (name === 'attention') return image(attention, attentionSharp, false);
  if (name === 'connected') return image(connected, connectedSharp, false);
  return image(idle, idleSharp, false);
}
