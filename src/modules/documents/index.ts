export { type Download, DocumentDownloads, DownloadRefused } from './document.downloads.js';
export { DocumentLinks } from './document.links.js';
export { documentReader } from './document.reader.js';
export { ClientDocumentsResolver, DocumentResolver } from './document.resolver.js';
export { Document } from './document.types.js';
