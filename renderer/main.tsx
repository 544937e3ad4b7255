import './without-eval';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app/app';
import { loadLateParts } from './components/late';
import { connectStores } from './state/connect';

connectStores(() => {
  void window.culvert.drawn(undefined);
  // For whoever measures or tests: from here on the window waits for nothing.
  void loadLateParts().then(() => performance.mark('all-parts'));
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
