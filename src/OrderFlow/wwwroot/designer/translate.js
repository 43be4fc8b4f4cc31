// Says Studio's own texts in another language: it has none but English. What people wrote themselves stays as they wrote it.
window.orderflow = (() => {
  // Code, the canvas, and what is typed: none of it is Studio's.
  const theirs = '.monaco-editor, elsa-activity-wrapper, textarea, pre, code, script, style, [contenteditable=true], [data-theirs]';
  const attributes = ['title', 'placeholder', 'aria-label'];
  let plain = new Map();
  let patterns = [];

  function learn(texts) {
    plain = new Map();
    patterns = [];
    for (const [english, other] of Object.entries(texts)) {
      if (!/\{\d\}/.test(english)) {
        plain.set(english, other);
        continue;
      }
      const order = [];
      const source = english.replace(/[.*+?^$|()[\]\\]/g, '\\$&').replace(/\{(\d)\}/g, (_, n) => (order.push(n), '(.+?)'));
      // One that is nothing but values would take every text for its own.
      if (source.replaceAll('(.+?)', '').trim()) patterns.push([new RegExp(`^${source}$`, 's'), order, other]);
    }
    // The longest first: "{0} workflows are published" before "{0} workflows".
    patterns.sort((a, b) => b[0].source.length - a[0].source.length);
  }

  function say(text) {
    const words = text.trim();
    if (!words) return null;
    let other = plain.get(words);
    for (let i = 0; other === undefined && i < patterns.length; i++) {
      const found = patterns[i][0].exec(words);
      if (found) other = patterns[i][2].replace(/\{(\d)\}/g, (_, n) => { const value = found[patterns[i][1].indexOf(n) + 1]; return plain.get(value) ?? value; });
    }
    return other === undefined || other === words ? null : text.replace(words, () => other);
  }

  function visit(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest(theirs)) return;
      const other = say(node.data);
      if (other !== null) node.data = other;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.closest('.monaco-editor, elsa-activity-wrapper, script, style')) return;
      for (const name of attributes) {
        const value = node.getAttribute(name);
        const other = value && say(value);
        if (other) node.setAttribute(name, other);
      }
      for (const child of node.childNodes) visit(child);
    }
  }

  async function translate(address) {
    learn(await (await fetch(address)).json());
    new MutationObserver(changes => {
      for (const change of changes) {
        if (change.type === 'childList') change.addedNodes.forEach(visit);
        else if (change.type === 'characterData') visit(change.target);
        else if (attributes.includes(change.attributeName)) {
          const other = say(change.target.getAttribute(change.attributeName) ?? '');
          if (other !== null && !change.target.closest('.monaco-editor')) change.target.setAttribute(change.attributeName, other);
        }
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: attributes });
    visit(document.body);
  }

  return { translate, learn, say };
})();
