export { noteReaders } from './note.reader.js';
export { ClientNotesResolver, NoteResolver } from './note.resolver.js';
export { NoteService } from './note.service.js';
export { ClientNote } from './note.types.js';
