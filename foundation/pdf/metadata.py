"""The claim that a PDF/A file is PDF/UA-1 as well, in the metadata it already has.

PDF/A allows only metadata whose schema is known, so the file must carry the description of the
`pdfuaid` schema together with the claim (ISO 19005-2, 6.6.2.3). A second `rdf:RDF` element is
ignored by validators; everything goes into the first.
"""

import pydyf

CLAIM = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = b"</rdf:RDF>"


def claim_universal_access(pdf: pydyf.PDF) -> None:
    """Add the PDF/UA-1 claim. Raises `ValueError` when the file has no metadata to add it to."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    content: bytes = b"\n".join(stream.stream)
    if content.count(END) != 1:
        raise ValueError("The file's metadata has not exactly one rdf:RDF element.")
    stream.stream = [content.replace(END, CLAIM + END)]
    # Archives search for the claim without opening the file; ISO 19005-2 advises plain metadata.
    stream.compress = False
