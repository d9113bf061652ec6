import './page.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.view.js';

const page = document.getElementById('page') as HTMLElement;

/** React takes everything away after an error that nothing caught: an empty page would say nothing. */
const onUncaughtError = (error: unknown): void => {
  reportError(error);
  page.replaceChildren('Something went wrong in this page. Reload it to go on.');
};

createRoot(page, { onUncaughtError }).render(<Explorer />);
