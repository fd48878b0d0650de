// Security keys. A form with data-key="create" or data-key="get" carries in data-options what the
// server asks for; the browser asks the key, and the form is sent with what it answered.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const REASONS = {
  NotAllowedError: "Det avbröts, eller så tog det för lång tid. Försök igen.",
  InvalidStateError: "Den här nyckeln är redan kopplad till ditt konto.",
  NotSupportedError: "Nyckeln går inte att använda här. Pröva en annan, eller använd en app.",
  SecurityError: "Webbläsaren tillåter inte säkerhetsnycklar på den här adressen.",
};

const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function ask(kind, asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  if (kind === "create") {
    publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
    publicKey.excludeCredentials = known(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  }
  publicKey.allowCredentials = known(asked.allowCredentials);
  return navigator.credentials.get({ publicKey });
}

function answer(credential) {
  const response = {};
  for (const part of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ]) {
    if (credential.response[part]) response[part] = letters(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: letters(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function prepare(form) {
  const place = form.querySelector("[data-key-message]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    place.textContent = "Följ webbläsarens anvisningar.";
    try {
      if (!navigator.credentials) throw new DOMException("", "SecurityError");
      const credential = await ask(form.dataset.key, JSON.parse(form.dataset.options).publicKey);
      form.elements.credential.value = answer(credential);
      place.textContent = "";
      form.submit();
    } catch (error) {
      place.textContent = REASONS[error.name] || "Säkerhetsnyckeln svarade inte. Försök igen.";
    }
  });
}

document.querySelectorAll("form[data-key]").forEach(prepare);
