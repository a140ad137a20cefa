// Hands over to the server what Telegram signed and put behind the # of the address, and takes it out of the address.
const signed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
history.replaceState(null, "", location.pathname);
if (signed) {
  document.getElementById("opening").hidden = false;
  document.getElementById("from-chat").hidden = true;
  const form = document.getElementById("enter");
  form.elements.init_data.value = signed;
  form.submit();
}
