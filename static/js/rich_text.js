/* The manager's editor, in place of a plain field. Where it cannot start, the plain field stays. */

// Tab belongs to the page: in a list or a table it would never lead out of the editor.
const leaveTab = {
  addKeyboardShortcuts() {
    const { Tab, "Shift-Tab": backTab, ...others } = this.parent?.() ?? {};
    return others;
  },
};

/** What can be written is what contentdesk/foundation/rich_text.py keeps. */
function extensions(tiptap, askForLink) {
  const numbered = {
    addInputRules() {
      return [
        tiptap.wrappingInputRule({
          find: /^(\d{1,3})[.)]\s$/,
          type: this.type,
          getAttributes: (match) => ({ start: Number(match[1]) }),
          joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
        }),
      ];
    },
  };
  const link = {
    addKeyboardShortcuts() {
      return { "Mod-k": askForLink };
    },
  };
  const { Document, Paragraph, Text, HardBreak, Bold, Italic } = tiptap;
  return [
    ...[Document, Paragraph, Text, HardBreak, Bold, Italic],
    tiptap.Heading.configure({ levels: [2, 3, 4] }),
    tiptap.BulletList,
    tiptap.OrderedList.extend(numbered),
    tiptap.ListItem.extend({ ...leaveTab, content: "paragraph (bulletList | orderedList)*" }),
    tiptap.Link.extend(link).configure({
      defaultProtocol: "https",
      shouldAutoLink: (address) => /^https?:/i.test(address),
    }),
    tiptap.Table.extend(leaveTab),
    tiptap.TableRow,
    tiptap.TableHeader.extend({ content: "paragraph+" }),
    tiptap.TableCell.extend({ content: "paragraph+" }),
    tiptap.TrailingNode,
    tiptap.History,
  ];
}

// Each tool: what it does to a chain of commands, when it is pressed, when it is there at all.
const inTable = (editor) => editor.isActive("table");
const notInTable = (editor) => !inTable(editor);
const inList = (editor) => editor.isActive("listItem");
const block = (toggle, name, options) => ({
  run: (chain) => chain[toggle](options),
  pressed: (editor) => editor.isActive(name, options),
  there: notInTable,
});
const TOOLS = {
  bold: { run: (chain) => chain.toggleBold(), pressed: (editor) => editor.isActive("bold") },
  italic: { run: (chain) => chain.toggleItalic(), pressed: (editor) => editor.isActive("italic") },
  heading: block("toggleHeading", "heading", { level: 2 }),
  subheading: block("toggleHeading", "heading", { level: 3 }),
  bullets: block("toggleBulletList", "bulletList"),
  numbers: block("toggleOrderedList", "orderedList"),
  deeper: { run: (chain) => chain.sinkListItem("listItem"), there: inList },
  higher: { run: (chain) => chain.liftListItem("listItem"), there: inList },
  link: { run: null, pressed: (editor) => editor.isActive("link") },
  table: {
    run: (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
    there: notInTable,
  },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
  add_row: { run: (chain) => chain.addRowAfter(), there: inTable },
  add_column: { run: (chain) => chain.addColumnAfter(), there: inTable },
  remove_row: { run: (chain) => chain.deleteRow(), there: inTable },
  remove_column: { run: (chain) => chain.deleteColumn(), there: inTable },
  remove_table: { run: (chain) => chain.deleteTable(), there: inTable },
};

/** Commands on the text, which has the focus at once, so that no key goes to a button after it. */
function chained(editor) {
  editor.view.focus();
  return editor.chain();
}

function toolbar(bar, editor, askForLink) {
  const buttons = [...bar.querySelectorAll("[data-tool]")];
  const shown = () => buttons.filter((button) => !button.hidden);

  // One stop for Tab; the arrows lead from tool to tool.
  function rove(to) {
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
  }

  function refresh() {
    for (const button of buttons) {
      const { run, pressed, there } = TOOLS[button.dataset.tool];
      button.hidden = there ? !there(editor) : false;
      if (pressed) button.setAttribute("aria-pressed", pressed(editor));
      if (run) button.setAttribute("aria-disabled", !run(editor.can().chain()).run());
    }
    if (!shown().some((button) => button.tabIndex === 0)) rove(shown()[0]);
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (!button) return;
    rove(button);
    const { run } = TOOLS[button.dataset.tool];
    if (run) run(chained(editor)).run();
    else askForLink();
  });

  bar.addEventListener("keydown", (event) => {
    const row = shown();
    const here = row.indexOf(event.target);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: row.length - 1 };
    if (!(event.key in next)) return;
    event.preventDefault();
    const to = row.at(next[event.key] % row.length);
    rove(to);
    to.focus();
  });

  editor.on("transaction", refresh);
  refresh();
}

/** The whole address of what was typed, "" for what is none. */
function completed(typed) {
  const words = typed.trim();
  if (/\s/.test(words)) return "";
  if (/^(mailto|tel):./i.test(words)) return words;
  if (/^[^@/:]+@[^@/]+\.[^@/]+$/.test(words)) return `mailto:${words}`;
  const address = /^https?:\/\//i.test(words) ? words : `https://${words}`;
  try {
    return new URL(address).hostname.includes(".") ? address : "";
  } catch {
    return "";
  }
}

function setLink(editor, address) {
  const chain = chained(editor);
  if (editor.state.selection.empty && !editor.isActive("link")) {
    const marks = [{ type: "link", attrs: { href: address } }];
    const text = address.replace(/^(mailto|tel):/, "");
    chain.insertContent({ type: "text", text, marks }).unsetMark("link").run();
  } else {
    chain.extendMarkRange("link").setLink({ href: address }).run();
  }
}

function linkDialog(dialog, editor) {
  const input = dialog.querySelector("input");
  const wrong = dialog.querySelector("[role=alert]");
  const actions = {
    set() {
      const address = completed(input.value);
      wrong.hidden = address !== "";
      input.setAttribute("aria-invalid", address === "");
      if (!address) return input.focus();
      dialog.close();
      return setLink(editor, address);
    },
    remove() {
      dialog.close();
      chained(editor).extendMarkRange("link").unsetLink().run();
    },
    cancel() {
      dialog.close();
      editor.view.focus();
    },
  };
  for (const button of dialog.querySelectorAll("[data-link]")) {
    button.addEventListener("click", actions[button.dataset.link]);
  }
  // Neither may reach the form around it: Enter would send it, and nothing of it was changed.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    actions.set();
  });
  input.addEventListener("input", (event) => event.stopPropagation());
  return () => {
    wrong.hidden = true;
    input.removeAttribute("aria-invalid");
    input.value = editor.getAttributes("link").href ?? "";
    dialog.querySelector("[data-link=remove]").hidden = !editor.isActive("link");
    dialog.showModal();
    input.select();
    return true; // to the editor: the keys have done their work
  };
}

/* Pasted styles would be refused one by one, and with them what they say of emphasis; anything but
   paragraphs in a cell would tear its table apart. */
function pasted(html) {
  const renamed = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/[\s"'/](style|on[a-z]+)(?=\s*=)/gi, " data-$1"));
  const page = new DOMParser().parseFromString(renamed, "text/html");
  const wrap = (element, name) => {
    const mark = page.createElement(name);
    mark.append(...element.childNodes);
    element.append(mark);
  };
  for (const element of page.querySelectorAll("[data-style]:not(h1, h2, h3, h4, h5, h6)")) {
    const style = element.dataset.style;
    if (/font-style:\s*italic/i.test(style)) wrap(element, "em");
    if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong");
    // What Google Docs puts around all of it.
    else if (element.matches("b") && /font-weight/i.test(style)) {
      element.replaceWith(...element.childNodes);
    }
  }
  for (const block of page.querySelectorAll(":is(td, th) :is(li, h1, h2, h3, h4, h5, h6)")) {
    const line = page.createElement("p");
    line.append(block.matches("li") ? "– " : "", ...block.childNodes);
    block.replaceWith(line);
  }
  for (const list of page.querySelectorAll(":is(td, th) :is(ul, ol)")) {
    list.replaceWith(...list.childNodes);
  }
  return page.body.innerHTML;
}

function attributes(plain) {
  const told = { class: "rich-text-area", role: "textbox", "aria-multiline": "true" };
  const [label] = plain.labels;
  if (label) {
    label.id ||= `${plain.id}_label`;
    told["aria-labelledby"] = label.id;
  }
  // What explains the plain field goes with it.
  document.getElementById(`${plain.id}_helptext`)?.remove();
  const described = (plain.getAttribute("aria-describedby") ?? "").split(" ");
  const left = described.filter((id) => document.getElementById(id));
  if (left.length) told["aria-describedby"] = left.join(" ");
  if (plain.hasAttribute("aria-invalid")) told["aria-invalid"] = plain.getAttribute("aria-invalid");
  return told;
}

function start(root, tiptap) {
  const [plain, source] = root.querySelectorAll("textarea");
  // Whoever has begun to write in the plain field goes on there.
  if (plain.value !== plain.defaultValue) return;
  const frame = root.querySelector(".rich-text-frame");
  let askForLink = () => {};
  const editor = new tiptap.Editor({
    element: frame,
    content: source.value,
    extensions: extensions(tiptap, () => askForLink()),
    // Its own style element would be refused; static/css/rich_text.css says the same.
    injectCSS: false,
    editorProps: { attributes: attributes(plain), transformPastedHTML: pasted },
    onUpdate: note,
  });
  const told = () => editor.getHTML().replace(/(<p><\/p>)+$/, "");
  // What the browser brought back on going back to this page was changed before.
  const opened = source.value === source.defaultValue ? told() : null;

  function note() {
    const changed = told() !== opened;
    plain.disabled = changed;
    source.value = changed ? told() : source.defaultValue;
    source.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What the phone had kept, or what is stored, was put into the form's fields.
  plain.form?.addEventListener("filled", () => editor.commands.setContent(source.value));
  askForLink = linkDialog(root.querySelector("dialog"), editor);
  toolbar(root.querySelector("[role=toolbar]"), editor, askForLink);
  plain.disabled = opened === null;
  const wasHere = document.activeElement === plain;
  for (const label of plain.labels) label.addEventListener("click", () => editor.view.focus());
  frame.classList.toggle("is-invalid", plain.classList.contains("is-invalid"));
  frame.hidden = false;
  plain.hidden = true;
  root.querySelector(".rich-text-note")?.remove();
  if (wasHere) editor.view.focus();
}

// Only then has the browser put back what was typed here before one went on and came back.
const loaded = new Promise((ready) => {
  if (document.readyState === "complete") ready();
  else window.addEventListener("load", ready);
});
for (const root of document.querySelectorAll("[data-rich-text]")) {
  Promise.all([import(root.dataset.richText), loaded]).then(([tiptap]) => start(root, tiptap));
}
