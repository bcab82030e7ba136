// The documents of the demo. One has been through a wrong encoding, as such documents often have.

export const TODO = 'docs/Project Management/TODO.md';
export const BACKEND = 'docs/Development/BACKEND_OWNER.md';
export const MIRA = 'docs/Development/MIRA_TASKS.md';

export const documents = {
  [TODO]: `# Harbour Ferry TODO List

**Last Updated**: January 2026

## 🔄 TASK SYNCHRONIZATION - MANDATORY REQUIREMENT

**CRITICAL RULE**: This document and the task files MUST be updated together.

- ✅ **MANDATORY**: Every task has an owner, such as \`[Owner: Backend]\`
- ❌ **FORBIDDEN**: Changing one of the files alone

---

## ✅ Completed Tasks

### Timetable
- [x] Import the winter timetable [Owner: Backend]

## 🚧 In Progress

### Ticket Sales
- [ ] Sell return tickets [Owner: Backend]
  - [ ] Take the prices for children from the new list [Owner: Backend]
- [ ] Show the free seats of each crossing [Owner: Mira]

## High Priority

### Operations
- [ ] Send a message when a crossing is cancelled [Owner: Backend]
- [ ] Print the tickets in large letters [Owner: Mira]
`,

  [BACKEND]: `# Backend Owner - Responsibilities & Task Tracking

**‚ö†Ô∏è SYNC**: This document is synchronized with \`docs/Project Management/TODO.md\`. All tasks marked with \`[Owner: Backend]\` should be tracked here.

- ‚úÖ **MANDATORY**: When this document is updated, TODO.md MUST be updated
- ‚ùå **FORBIDDEN**: Manual sync only

## üìã Current Tasks

### ‚úÖ Completed Tasks

#### Timetable
- [x] Import the winter timetable [Owner: Backend]

### üöß In Progress

#### Ticket Sales
- [ ] Sell return tickets [Owner: Backend]
  - [ ] Take the prices for children from the new list [Owner: Backend]

### üìù Pending Tasks

**High Priority**:
- [ ] Send a message when a crossing is cancelled [Owner: Backend]

## How we work

Everything here goes through review first.
`,

  [MIRA]: `# Mira: tasks

**SYNC**: This document is synchronized with \`docs/Project Management/TODO.md\`.

## In Progress

- [ ] Show the free seats of each crossing [Owner: Mira]

## High Priority

- [ ] Print the tickets in large letters [Owner: Mira]
`,
};
