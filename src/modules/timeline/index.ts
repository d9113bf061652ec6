export { timelineReader } from './timeline.reader.js';
export { ClientTimelineResolver } from './timeline.resolver.js';
