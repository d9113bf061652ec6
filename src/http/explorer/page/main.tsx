import './page.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.view.js';

const page = document.getElementById('page');
if (page !== null) createRoot(page).render(<Explorer />);
