/**
 * To be imported before anything of electron/storage. Under plain Node the electron package answers
 * with the path of its binary and would download it first; a folder named here keeps it from that.
 * electron-store then works as it is, on the folder it is given.
 */
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/nowhere';
