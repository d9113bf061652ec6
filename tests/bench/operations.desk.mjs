/** What the staff work by: the queue of tasks with its counts, and a client's timeline. Over a database of their own (desk.mjs), beside the floor alone. */

/** The client with the long history. */
export const BUSY_CLIENT = '01a00000-0000-7000-8000-00000000b5e7';

/** What the gateway's CPU may be, as a multiple of the floor's. */
const wanted = { floor: 1.7 };

export const tasks = {
  name: 'tasks',
  title: 'The first pages of 50 tasks of a department, what is due first first, with client and assignee, and the counts by department and kind',
  operationName: 'BenchTasks',
  wanted,
  gateway: /* GraphQL */ `
    query BenchTasks($after: String) {
      tasks(first: 50, after: $after, filter: { department: [COMPLIANCE] }) {
        nodes {
          id
          version
          kind
          status
          priority
          subjectType
          subjectId
          detail
          openedAt
          dueAt
          isOverdue
          client {
            id
            reference
            displayName
          }
          assignee {
            id
            name
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      taskCounts {
        department
        kind
        open
        unassigned
        overdue
      }
    }
  `,
  page: (data) => data.tasks.pageInfo,
};

export const timeline = {
  name: 'timeline',
  title: "The first pages of 50 entries of one client's timeline",
  operationName: 'BenchTimeline',
  wanted,
  gateway: /* GraphQL */ `
    query BenchTimeline($after: String) {
      client(id: "${BUSY_CLIENT}") {
        id
        reference
        timeline(first: 50, after: $after) {
          nodes {
            id
            at
            kind
            title
            detail
            actor
            subjectType
            subjectId
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  page: (data) => data.client.timeline.pageInfo,
};

export const DESK_OPERATIONS = [tasks, timeline];
